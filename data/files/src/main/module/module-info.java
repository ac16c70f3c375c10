/** Files and folders that appear whole or not at all. */
module org.newtonlosses.files {
  requires com.google.common;

  exports org.newtonlosses.files;
}
