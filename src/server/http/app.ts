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

export async function makeApp({ pipe, version, log, secureCookie, webDirectory, isReady }: AppParts): Promise<FastifyInstance> {
  const app = Fastify({ loggerInstance: log, forceCloseConnections: 'idle' });
  app.setErrorHandler<FastifyError | Refused>(async (fault, request, reply) => {
    if ('statusCode' in fault && fault.statusCode === 413) await readAway(request.raw);
    return answerProblem(fault, request, reply);
  });
  const protect = helmet({ contentSecurityPolicy: { directives: { 'style-src': ["'self'", "'unsafe-inline'"], 'upgrade-insecure-requests': null } }, strictTransportSecurity: secureCookie });
  app.addHook('onRequest', (request, reply, done) => {
    protect(request.raw, reply.raw, done as (fault?: unknown) => void);
  });
  await app.register(cookie);
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
