package io.dunlin.gateway.web;

import io.dunlin.runtime.blob.BlobHash;
import java.io.IOException;
import java.io.InputStream;
import java.time.ZoneId;
import java.util.Optional;

/** What the dashboard shows. Any thread may call; nothing here changes the swarm. */
public interface DashboardSource {

  /** The swarm's name. */
  String swarm();

  /** The zone of the site, in which times are printed. */
  ZoneId zone();

  /** The gateway's own picture. Cheap: called a few times a second. */
  Snapshot snapshot();

  /** What the swarm observed, as the gateway's store has it. */
  ObservationQuery observations();

  /** The content of a blob; empty when it is not here. The caller closes it. */
  Optional<InputStream> blob(BlobHash hash) throws IOException;
}
