import { createServer } from 'node:net';
import { systemClock } from '../server/platform/clock.ts';
import { readConfig, type Config } from '../server/platform/config.ts';
import { makeLog } from '../server/platform/log.ts';
import { openStorage } from '../server/platform/storage.ts';
import { loadSample } from '../server/sample/load.ts';
import { sampleAccounts, SAMPLE_PASSWORD } from '../server/sample/accounts.ts';
import { openApp, openSystem } from '../server/main.ts';
import { say } from './output.ts';
import { ensureWebClient } from './web-client.ts';

/** Starts the server and stays until it is told to stop (interfaces.md: SIGTERM finishes what runs, closes the database, exits 0). */
export async function serve(): Promise<void> {
  const config = readConfig(process.env);
  const log = makeLog(config.logLevel);
  await ensureFreePort(config);
  const webDirectory = await ensureWebClient();
  say('正在打开数据库… / opening the database…');
  const storage = await openStorage(config, log);
  const system = await openSystem({ database: storage.database, clock: systemClock, log, jurisdictionCode: config.jurisdictionCode, say });
  if (config.sample === 'demo') await loadSample(system, storage.database, systemClock, say);
  await system.start();
  const app = await openApp(system, log, { secureCookie: config.secureCookie, webDirectory });

  let stopping = false;
  const stop = () => {
    if (stopping) return;
    stopping = true;
    void (async () => {
      await app.close();
      await system.close();
      await storage.close();
      process.exit(0);
    })();
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
  const address = await app.listen({ host: config.host, port: config.port });
  announce(address, config);
}

/** Asked before the minutes of a first start are spent, so that a taken port is told at once. */
function ensureFreePort({ host, port }: Config): Promise<void> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', (fault: NodeJS.ErrnoException) => {
      reject(fault.code === 'EADDRINUSE' ? new Error(`端口 ${port} 已被占用：请停止占用它的程序，或用 PORT=其他端口 再次启动。 / port ${port} is taken; set PORT.`) : fault);
    });
    probe.listen({ host, port }, () => probe.close(() => resolve()));
  });
}

function announce(address: string, config: Config): void {
  const lines = [`理顺已就绪 / Lishun is ready:  ${address}`, `接口文档 / API:  ${address}/api/docs`];
  if (config.sample === 'demo') {
    lines.push(`示例账号（密码均为 ${SAMPLE_PASSWORD}）/ sample accounts, all with this password:`);
    lines.push(...sampleAccounts.map((account) => `  ${account.userName.padEnd(26)}${account.displayName}`));
  }
  process.stdout.write(`${lines.join('\n')}\n`);
}
