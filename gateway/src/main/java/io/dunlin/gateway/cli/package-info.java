/**
 * The operator's command line: data on standard output, talk on standard error, exit codes 0 ok, 1
 * failed, 2 usage or invalid input, 3 cannot be placed, 4 unreachable. Commands translate and
 * print; what they do is elsewhere. Start with {@link io.dunlin.gateway.cli.Main}.
 */
@NullMarked
package io.dunlin.gateway.cli;

import org.jspecify.annotations.NullMarked;
