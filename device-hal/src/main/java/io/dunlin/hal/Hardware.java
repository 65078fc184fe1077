package io.dunlin.hal;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The ports one device has. Each may be absent; {@link #capabilities()} names what is there, in the
 * words a mission's {@code needs.has} uses: {@code camera}, {@code lidar}, and the name of each
 * sensor and actuator ({@code gps}, {@code battery}, {@code radio}, {@code temperature} …).
 *
 * <p>Ports are used by one thread at a time each. After {@link #close()} reads answer missing.
 */
public final class Hardware implements AutoCloseable {
  /** Sensors and actuators together. */
  public static final int PORTS_MAX = 64;

  private final Optional<Camera> camera;
  private final Optional<Lidar> lidar;
  private final SortedMap<String, Sensor> sensors;
  private final SortedMap<String, Actuator> actuators;
  private final SortedSet<String> unattached;
  private final List<Runnable> closers;

  private Hardware(Builder builder) {
    camera = builder.camera;
    lidar = builder.lidar;
    sensors = Collections.unmodifiableSortedMap(new TreeMap<>(builder.sensors));
    actuators = Collections.unmodifiableSortedMap(new TreeMap<>(builder.actuators));
    unattached = Collections.unmodifiableSortedSet(new TreeSet<>(builder.unattached));
    closers = List.copyOf(builder.closers);
  }

  public static Builder builder() {
    return new Builder();
  }

  public Optional<Camera> camera() {
    return camera;
  }

  public Optional<Lidar> lidar() {
    return lidar;
  }

  /** All that can be sampled as a series, by name; position, battery and radio too. */
  public Collection<Sensor> sensors() {
    return sensors.values();
  }

  public Optional<Sensor> sensor(String name) {
    return Optional.ofNullable(sensors.get(name));
  }

  public Optional<PositionSensor> position() {
    return first(PositionSensor.class);
  }

  public Optional<Battery> battery() {
    return first(Battery.class);
  }

  public Optional<RadioQuality> radio() {
    return first(RadioQuality.class);
  }

  public Collection<Actuator> actuators() {
    return actuators.values();
  }

  public Optional<Actuator> actuator(String name) {
    return Optional.ofNullable(actuators.get(name));
  }

  /** What a mission may ask for, sorted; what is configured but not there is left out. */
  public SortedSet<String> capabilities() {
    TreeSet<String> names = new TreeSet<>(sensors.keySet());
    names.addAll(actuators.keySet());
    names.removeAll(unattached);
    camera.ifPresent(_ -> names.add("camera"));
    lidar.ifPresent(_ -> names.add("lidar"));
    return Collections.unmodifiableSortedSet(names);
  }

  /** Closes every adapter, the last opened first; may be called again. */
  @Override
  public void close() {
    closers.reversed().forEach(Runnable::run);
  }

  private <T extends Sensor> Optional<T> first(Class<T> kind) {
    return sensors.values().stream().filter(kind::isInstance).map(kind::cast).findFirst();
  }

  /** Collects ports. Of two with one name the first stays, so adapters can stand in for others. */
  public static final class Builder {
    private Optional<Camera> camera = Optional.empty();
    private Optional<Lidar> lidar = Optional.empty();
    private final TreeMap<String, Sensor> sensors = new TreeMap<>();
    private final TreeMap<String, Actuator> actuators = new TreeMap<>();
    private final TreeSet<String> unattached = new TreeSet<>();
    private final List<Runnable> closers = new ArrayList<>();

    private Builder() {}

    public Builder camera(Camera port) {
      camera = camera.or(() -> Optional.of(port));
      return this;
    }

    public Builder lidar(Lidar port) {
      lidar = lidar.or(() -> Optional.of(port));
      return this;
    }

    public Builder sensor(Sensor port) {
      sensors.putIfAbsent(port.name(), port);
      return bounded();
    }

    public Builder actuator(Actuator port) {
      actuators.putIfAbsent(port.name(), port);
      return bounded();
    }

    /** A sensor or actuator that is configured and turned out not to be there. */
    public Builder unattached(String name) {
      unattached.add(name);
      return this;
    }

    /** What to do at {@link Hardware#close()}; must not throw. */
    public Builder onClose(Runnable closer) {
      closers.add(closer);
      return this;
    }

    /** Takes over what {@code other} has and this has not yet, and closes it too. */
    public Builder all(Hardware other) {
      for (String name : other.unattached) {
        if (!sensors.containsKey(name) && !actuators.containsKey(name)) {
          unattached.add(name);
        }
      }
      other.camera.ifPresent(this::camera);
      other.lidar.ifPresent(this::lidar);
      other.sensors.values().forEach(this::sensor);
      other.actuators.values().forEach(this::actuator);
      return onClose(other::close);
    }

    public Hardware build() {
      return new Hardware(this);
    }

    private Builder bounded() {
      if (sensors.size() + actuators.size() > PORTS_MAX) {
        throw new IllegalArgumentException("more than " + PORTS_MAX + " sensors and actuators");
      }
      return this;
    }
  }
}
