/** TODO. */
package org.newtonlosses.training;
