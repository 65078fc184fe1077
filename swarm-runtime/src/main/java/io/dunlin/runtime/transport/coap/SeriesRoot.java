package io.dunlin.runtime.transport.coap;

import io.dunlin.runtime.transport.DeviceResources;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.californium.core.CoapResource;
import org.eclipse.californium.core.server.resources.Resource;
import org.jspecify.annotations.Nullable;

/** {@code /s}: one child per series that the device has, made when first asked for. */
final class SeriesRoot extends CoapResource {
  private final DeviceResources resources;
  private final Slices slices;
  private final ConcurrentHashMap<String, SeriesResource> children = new ConcurrentHashMap<>();

  SeriesRoot(DeviceResources resources, Slices slices) {
    super("s");
    this.resources = resources;
    this.slices = slices;
  }

  @Override
  @SuppressWarnings("NullAway") // Californium: null says there is no such child.
  public @Nullable Resource getChild(String name) {
    SeriesResource child = children.get(name);
    if (child == null && Leaf.named(name) && resources.series().contains(name)) {
      child = children.computeIfAbsent(name, this::child);
    }
    return child;
  }

  /** The child, when somebody ever asked for it. */
  Optional<SeriesResource> known(String series) {
    return Optional.ofNullable(children.get(series));
  }

  private SeriesResource child(String series) {
    var child = new SeriesResource(series, resources, slices);
    child.setParent(this);
    return child;
  }
}
