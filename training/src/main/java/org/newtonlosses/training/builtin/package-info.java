/** What this project registers, in the same way as others do. */
package org.newtonlosses.training.builtin;
