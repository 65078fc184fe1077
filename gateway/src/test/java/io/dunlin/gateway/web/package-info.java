/** The dashboard's server against a swarm made up for the purpose. */
@NullMarked
package io.dunlin.gateway.web;

import org.jspecify.annotations.NullMarked;
