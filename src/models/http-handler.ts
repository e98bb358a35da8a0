import { Agent as HttpAgent, type IncomingMessage, request as sendHttp } from 'node:http';
import { Agent as HttpsAgent, request as sendHttps } from 'node:https';
import type { BedrockRuntimeClientResolvedConfig } from '@aws-sdk/client-bedrock-runtime';

export type HttpHandler = BedrockRuntimeClientResolvedConfig['requestHandler'];
type HttpRequest = Parameters<HttpHandler['handle']>[0];

/**
 * Carries the SDK's requests over HTTP/1.1, on connections that are kept.
 *
 * The SDK's own handler for Bedrock speaks HTTP/2 alone, so that no plain gateway or stand-in can answer it,
 * and opens a connection for each call. Here an `AbortSignal` ends the exchange wherever it is: while
 * connecting, while waiting, or in the middle of the reply's body.
 */
export function createHttpHandler(): HttpHandler {
  const agents = { http: new HttpAgent({ keepAlive: true }), https: new HttpsAgent({ keepAlive: true }) };
  const handler: HttpHandler = {
    metadata: { handlerProtocol: 'http/1.1' },
    async handle(request, options?: { readonly abortSignal?: unknown }) {
      const response = await exchange(request, agents, options?.abortSignal as AbortSignal | undefined);
      const headers = Object.entries(response.headers).map(([name, value]) => [name, String(value)]);
      return {
        response: {
          statusCode: response.statusCode ?? 0,
          headers: Object.fromEntries(headers),
          body: response,
        },
      };
    },
    destroy() {
      agents.http.destroy();
      agents.https.destroy();
    },
    updateHttpClientConfig: () => undefined,
    httpHandlerConfigs: () => ({}),
  };
  return handler;
}

function exchange(
  request: HttpRequest,
  agents: { readonly http: HttpAgent; readonly https: HttpsAgent },
  signal: AbortSignal | undefined,
): Promise<IncomingMessage> {
  const { method, protocol, hostname, port, path, headers } = request;
  const isSecure = protocol === 'https:';
  const options = {
    method,
    // Node wants an IPv6 address without the brackets that it has in a URL.
    hostname: hostname.replace(/^\[|\]$/g, ''),
    ...(port === undefined ? {} : { port }),
    // What is asked of a model has no query.
    path,
    headers,
    agent: isSecure ? agents.https : agents.http,
    ...(signal === undefined ? {} : { signal }),
  };
  return new Promise((resolve, reject) => {
    const sent = (isSecure ? sendHttps : sendHttp)(options, resolve);
    sent.on('error', reject);
    sent.end(request.body);
  });
}
