package io.dunlin.hal;

/** Takes one photo at a time, within 5 s, and never throws. */
public interface Camera {
  Reading<Photo> take();
}
