/// The link graph seen as l_ij(size): how long `size` bytes take from device i to device j, over
/// which hops.
///
/// It knows devices and links by index and nothing of tasks beyond the sizes they send. Start at
/// [io.dunlin.planner.route.RouteTable]. The only package that uses JGraphT.
@NullMarked
package io.dunlin.planner.route;

import org.jspecify.annotations.NullMarked;
