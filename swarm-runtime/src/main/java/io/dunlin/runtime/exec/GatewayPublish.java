package io.dunlin.runtime.exec;

import io.dunlin.runtime.state.TaskSpec;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * {@code gateway.publish}: hands the inputs to whoever takes results out of the swarm. An output,
 * if the mission names one, is the list of what was published.
 */
final class GatewayPublish implements Builtin {
  private final Publisher publisher;

  GatewayPublish(Publisher publisher) {
    this.publisher = publisher;
  }

  @Override
  public String name() {
    return "gateway.publish";
  }

  @Override
  public String run(BuiltinContext context)
      throws BuiltinException, IOException, InterruptedException {
    for (var input : context.request().inputs()) context.open(input).close();
    context.waitUntil(1);
    String said = publisher.publish(context.request());
    List<TaskSpec.Give> gives = context.request().task().gives();
    for (TaskSpec.Give give : gives) {
      byte[] list = DataMerge.manifest(context.request().inputs()).getBytes(StandardCharsets.UTF_8);
      context.give(give, "application/json", new ByteArrayInputStream(list));
    }
    return said;
  }
}
