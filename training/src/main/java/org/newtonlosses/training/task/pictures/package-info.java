/** Own pictures, of any size and kind, of which values or orders are known. */
package org.newtonlosses.training.task.pictures;
