/**
 * Who is who: a device's Ed25519 key, from which its id follows, and the swarm's key, which signs
 * missions. Only cryptography: where keys are kept is the host's business. Start with {@link
 * io.dunlin.runtime.trust.DeviceKey}.
 */
@NullMarked
package io.dunlin.runtime.trust;

import org.jspecify.annotations.NullMarked;
