package io.dunlin.runtime.transport.coap;

import io.dunlin.runtime.transport.DeviceResources;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.eclipse.californium.core.CoapResource;
import org.eclipse.californium.core.coap.CoAP;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.californium.core.coap.MediaTypeRegistry;
import org.eclipse.californium.core.server.resources.CoapExchange;
import org.eclipse.californium.core.server.resources.Resource;
import org.jspecify.annotations.Nullable;

/**
 * {@code /m/{mission}/{task}}: the state of a task as JSON, observable. A resource lives while it
 * is observed; of the others the {@link #IDLE_MAX} last asked for are kept.
 */
final class TaskRoot extends CoapResource {
  static final int IDLE_MAX = 64;

  private final DeviceResources resources;
  private final Slices slices;
  private final Map<String, TaskResource> tasks = new LinkedHashMap<>(16, 0.75f, true);

  TaskRoot(DeviceResources resources, Slices slices) {
    super("m");
    this.resources = resources;
    this.slices = slices;
  }

  @Override
  @SuppressWarnings("NullAway") // Californium: null says there is no such child.
  public @Nullable Resource getChild(String mission) {
    return Leaf.named(mission) ? new Mission(mission) : null;
  }

  /** The task's resource, when it is in use. */
  Optional<? extends CoapResource> known(String mission, String task) {
    synchronized (tasks) {
      return Optional.ofNullable(tasks.get(mission + "/" + task));
    }
  }

  private @Nullable TaskResource task(Mission parent, String mission, String task) {
    synchronized (tasks) {
      TaskResource known = tasks.get(mission + "/" + task);
      if (known != null) {
        return known;
      }
    }
    if (!Leaf.named(task) || resources.task(mission, task).isEmpty()) {
      return null;
    }
    var fresh = new TaskResource(mission, task);
    fresh.setParent(parent);
    synchronized (tasks) {
      if (tasks.size() >= IDLE_MAX) {
        tasks.values().removeIf(old -> tasks.size() >= IDLE_MAX && old.getObserverCount() == 0);
      }
      TaskResource before = tasks.putIfAbsent(mission + "/" + task, fresh);
      return before == null ? fresh : before;
    }
  }

  private final class Mission extends CoapResource {
    private final String mission;

    Mission(String mission) {
      super(mission);
      this.mission = mission;
      setParent(TaskRoot.this);
    }

    @Override
    @SuppressWarnings("NullAway") // Californium: null says there is no such child.
    public @Nullable Resource getChild(String task) {
      return task(this, mission, task);
    }
  }

  private final class TaskResource extends Leaf {
    private final String mission;

    TaskResource(String mission, String task) {
      super(task);
      this.mission = mission;
      setObservable(true);
      setObserveType(CoAP.Type.NON);
    }

    @Override
    public void handleGET(CoapExchange exchange) {
      Optional<byte[]> json = resources.task(mission, getName());
      if (json.isEmpty()) {
        refuse(exchange, ResponseCode.NOT_FOUND, "no task " + mission + "/" + getName());
        return;
      }
      String reader = Addresses.format(exchange.getSourceSocketAddress());
      slices.respond(
          exchange,
          MediaTypeRegistry.APPLICATION_JSON,
          reader + "/m/" + mission + "/" + getName(),
          json::get);
    }
  }
}
