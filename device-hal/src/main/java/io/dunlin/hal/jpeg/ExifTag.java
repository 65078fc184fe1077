package io.dunlin.hal.jpeg;

/** Tags and field types of EXIF 2.32, sections 4.6.2 to 4.6.6. */
final class ExifTag {
  static final int MAKE = 0x010F;
  static final int EXIF_DIRECTORY = 0x8769;
  static final int GPS_DIRECTORY = 0x8825;
  static final int DATE_TIME_ORIGINAL = 0x9003;
  static final int OFFSET_TIME_ORIGINAL = 0x9011;
  static final int GPS_VERSION = 0x00;
  static final int GPS_LATITUDE_REF = 0x01;
  static final int GPS_LATITUDE = 0x02;
  static final int GPS_LONGITUDE_REF = 0x03;
  static final int GPS_LONGITUDE = 0x04;
  static final int GPS_ALTITUDE_REF = 0x05;
  static final int GPS_ALTITUDE = 0x06;
  static final int GPS_TIME_STAMP = 0x07;
  static final int GPS_DATE_STAMP = 0x1D;

  static final int BYTE = 1;
  static final int ASCII = 2;
  static final int LONG = 4;
  static final int RATIONAL = 5;

  private ExifTag() {}
}
