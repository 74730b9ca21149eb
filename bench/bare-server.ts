import Fastify from 'fastify';
import pg from 'pg';
import type { BareOrders, BareReady } from './processes.ts';

/** What everything is measured against: a server that inserts one row and answers JSON, on the same PostgreSQL. */
async function start({ connection, poolSize }: BareOrders): Promise<void> {
  const pool = new pg.Pool({ ...connection, max: poolSize });
  await pool.query('create schema if not exists bench');
  await pool.query('create table if not exists bench.row (row_id bigint generated always as identity primary key, title text not null, text text not null, received_at timestamptz not null default now())');
  const app = Fastify();
  app.post('/rows', async (request, reply) => {
    const { title, text } = request.body as { title: string; text: string };
    const { rows } = await pool.query<{ row_id: string }>('insert into bench.row (title, text) values ($1, $2) returning row_id, received_at', [title, text]);
    return reply.send({ ...rows[0], title, text });
  });
  app.get('/rows/:id', async (request, reply) => {
    const { rows } = await pool.query('select row_id, title, text, received_at from bench.row where row_id = $1', [(request.params as { id: string }).id]);
    return reply.send(rows[0]);
  });
  const url = await app.listen({ host: '127.0.0.1', port: 0 });
  process.send?.({ url } satisfies BareReady);
  process.on('SIGTERM', () => {
    void app.close().then(() => pool.end()).then(() => process.exit(0));
  });
}

process.once('message', (orders) => void start(orders as BareOrders));
