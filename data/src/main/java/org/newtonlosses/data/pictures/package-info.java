/**
 * A user's own pictures, of any size and kind, with their values or their order.
 *
 * <p>A {@link org.newtonlosses.data.pictures.PictureTable} names pictures in a folder; {@link
 * org.newtonlosses.data.pictures.OwnPictures} divides them and reads them into a {@link
 * org.newtonlosses.data.pictures.PictureSet}; {@link org.newtonlosses.data.pictures.PictureLists}
 * makes examples of them. {@link org.newtonlosses.data.pictures.SyntheticPictures} draws such a
 * folder.
 */
package org.newtonlosses.data.pictures;
