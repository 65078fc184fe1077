package io.dunlin.gateway.intake;

/**
 * What intake knows of the builtin tasks; their names stand in the schema, their work in {@code
 * io.dunlin.runtime.exec}.
 */
enum Builtin {
  CAMERA_SURVEY("camera.survey", "camera", false, true),
  DATA_MERGE("data.merge", "", true, true),
  GATEWAY_PUBLISH("gateway.publish", "", true, false),
  LIDAR_SCAN("lidar.scan", "lidar", false, true),
  SENSOR_SAMPLE("sensor.sample", "", false, true);

  final String action;

  /** Capability a device needs for it, said or not; empty for none. */
  final String implied;

  /** Whether it makes no sense without an input. */
  final boolean takesSomething;

  /** Whether it leaves something behind. */
  final boolean givesSomething;

  Builtin(String action, String implied, boolean takesSomething, boolean givesSomething) {
    this.action = action;
    this.implied = implied;
    this.takesSomething = takesSomething;
    this.givesSomething = givesSomething;
  }
}
