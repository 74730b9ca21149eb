import { IncomingMessage, ServerResponse, type OutgoingHttpHeaders } from 'node:http';
import { Socket } from 'node:net';
import cookie from '@fastify/cookie';
import multipart from '@fastify/multipart';
import staticFiles from '@fastify/static';
import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import Fastify, { type FastifyBaseLogger, type FastifyError, type FastifyInstance } from 'fastify';
import helmet from 'helmet';
import { allOperations } from '../../core/catalogue.ts';
import { refuseCommon, type Refused } from '../../core/kernel/refusal.ts';
import type { Pipe } from '../pipe.ts';
import { API, mountOperations } from './mount.ts';
import { describeApi } from './openapi.ts';
import { answerProblem } from './problem.ts';
import { readAway } from './read-away.ts';

export interface AppParts {
  readonly pipe: Pipe;
  readonly version: string;
  readonly log: FastifyBaseLogger;
  readonly secureCookie: boolean;
  /** The folder of the built web client; absent in tests that need no page. */
  readonly webDirectory?: string;
  readonly isReady: () => boolean;
}

/** What helmet sets on every answer: the same each time, so it is asked once. */
function securityHeaders(isSecure: boolean): OutgoingHttpHeaders {
  const request = new IncomingMessage(new Socket());
  const response = new ServerResponse(request);
  const protect = helmet({ contentSecurityPolicy: { directives: { 'style-src': ["'self'", "'unsafe-inline'"], 'upgrade-insecure-requests': null } }, strictTransportSecurity: isSecure });
  protect(request, response, (fault?: unknown) => {
    if (fault !== undefined) throw fault as Error;
  });
  return response.getHeaders();
}

export async function makeApp({ pipe, version, log, secureCookie, webDirectory, isReady }: AppParts): Promise<FastifyInstance> {
  const app = Fastify({ loggerInstance: log, forceCloseConnections: 'idle' });
  app.setErrorHandler<FastifyError | Refused>(async (fault, request, reply) => {
    if ('statusCode' in fault && fault.statusCode === 413) await readAway(request.raw);
    return answerProblem(fault, request, reply);
  });
  const headers = securityHeaders(secureCookie);
  app.addHook('onRequest', (_request, reply, done) => {
    void reply.headers(headers);
    done();
  });
  // who comes with a token of his own has no cookie to be read
  await app.register(cookie, { hook: false });
  await app.register(multipart);

  const description = describeApi(allOperations, version);
  app.get('/api/health', (_request, reply) => reply.code(isReady() ? 200 : 503).send({ status: isReady() ? 'ok' : 'starting', version }));
  app.get(`${API}/openapi.json`, (_request, reply) => reply.send(description));
  await app.register(swagger, { mode: 'static', specification: { document: description as never } });
  await app.register(swaggerUi, { routePrefix: '/api/docs', uiConfig: { docExpansion: 'none', deepLinking: true } });
  mountOperations(app, allOperations, pipe, secureCookie);

  if (webDirectory !== undefined) await app.register(staticFiles, { root: webDirectory, maxAge: '1h', immutable: false });
  app.setNotFoundHandler((request, reply) => {
    const isPage = webDirectory !== undefined && request.method === 'GET' && !request.url.startsWith('/api/') && !/\.\w{2,5}($|\?)/.test(request.url);
    if (isPage) return reply.sendFile('index.html', { maxAge: 0 });
    return answerProblem(refuseCommon('common.not-found', { what: request.url }), request, reply);
  });
  return app;
}
