/** Arrays in NumPy's files .npy and .npz. */
package org.newtonlosses.data.npy;
