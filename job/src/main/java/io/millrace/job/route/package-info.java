/**
 * Stage 4 of 7, route. Takes typed {@link io.millrace.job.record.DecodedRecord}s, gives
 * {@link io.millrace.job.record.RoutedRecord}s: each with its event time and the directory its row belongs to, computed
 * once, from the record itself. Start at {@link io.millrace.job.route.RouteFunction}.
 */
package io.millrace.job.route;
