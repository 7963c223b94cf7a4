import { Client, Connection } from '@temporalio/client';
import { loadClientConnectConfig } from '@temporalio/envconfig';
import type { NativeConnectionOptions } from '@temporalio/worker';

export type EnginePlace = { readonly address: string; readonly namespace: string };

/** How long a call may take before the caller hears that the engine is away. */
export const callDeadlineMs = 2_000;
/** gRPC waits up to two minutes before it tries a lost server again; the relay's promise is one period. */
const reconnect = { 'grpc.initial_reconnect_backoff_ms': 100, 'grpc.min_reconnect_backoff_ms': 100, 'grpc.max_reconnect_backoff_ms': 500 };

/**
 * Options for a connection: address and namespace as configured; TLS, API key and headers under the SDK's own environment names
 * (`TEMPORAL_TLS_*`, `TEMPORAL_API_KEY` …). Configuration files of other tools on the machine are not read.
 */
export function connectionOptions(place: EnginePlace): NativeConnectionOptions {
  const { connectionOptions: fromEnvironment } = loadClientConnectConfig({ disableFile: true });
  return { ...fromEnvironment, address: place.address };
}

/** A client that connects when it is first used: whoever holds it starts, and answers, while the engine is away. */
export function openClient(place: EnginePlace): Client {
  const { address, tls, apiKey, metadata } = connectionOptions(place);
  // Without the SDK's own retries: they outlive the call's deadline and end the process when the connection has closed meanwhile.
  // Whoever calls tries again anyway: the relay every period, activities by their policy.
  const connection = Connection.lazy({ address, tls, apiKey, metadata, connectTimeout: callDeadlineMs, channelArgs: reconnect, interceptors: [] });
  return new Client({ connection, namespace: place.namespace });
}
