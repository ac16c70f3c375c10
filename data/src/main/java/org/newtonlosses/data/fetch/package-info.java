/**
 * Files from the web: downloads that go on where they were cut off, archives, md5 sums, and folders
 * that hold all files of a data set or none.
 */
package org.newtonlosses.data.fetch;
