import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { uuidv7 } from 'uuidv7';
import { refuseCommon, Refused, type RefusalKind } from '../../core/kernel/refusal.ts';
import { word, type Language, type Word } from '../../core/kernel/words.ts';

/** A new kind of refusal does not compile until it has a status. */
const statusOf: Readonly<Record<RefusalKind, number>> = {
  INVALID: 422,
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
  MISSING: 404,
  CONFLICT: 409,
  STALE: 412,
  TOO_LARGE: 413,
};

const titles: Readonly<Record<RefusalKind, Word>> = {
  INVALID: { zh: '内容有误', en: 'Invalid' },
  UNAUTHENTICATED: { zh: '需要登录', en: 'Sign-in needed' },
  FORBIDDEN: { zh: '没有权限', en: 'Not allowed' },
  MISSING: { zh: '没有找到', en: 'Not found' },
  CONFLICT: { zh: '与现状冲突', en: 'Conflict' },
  STALE: { zh: '内容已更新', en: 'Out of date' },
  TOO_LARGE: { zh: '内容过大', en: 'Too large' },
};

export const languageOf = (request: FastifyRequest): Language => ((request.headers['accept-language'] ?? 'zh').toLowerCase().startsWith('en') ? 'en' : 'zh');

/** What the web framework finds wrong with a request, by its codes. */
const messages: Readonly<Record<string, string>> = {
  FST_ERR_CTP_INVALID_JSON_BODY: '正文不是完整的 JSON',
  FST_ERR_CTP_EMPTY_JSON_BODY: '正文为空，应为 JSON',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: '不支持这种正文格式，应为 JSON 或带文件的表单',
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: '正文长度与声明的不符',
};

/** The refusals of the web framework itself, said in our own words. */
function refusalOf(fault: FastifyError): Refused | undefined {
  if (fault.statusCode === 413) return refuseCommon('common.too-large', { limit: word('1 MB，文件 30 MB', '1 MB, files 30 MB') });
  if (fault.statusCode !== undefined && fault.statusCode >= 400 && fault.statusCode < 500) return refuseCommon('common.invalid-input', { detail: word(messages[fault.code] ?? '请求的格式不符', fault.message) });
  return undefined;
}

/** Answers a refusal as RFC 9457, with its code and what would make it pass; a fault gets a number and goes to the log in full. */
export function answerProblem(fault: FastifyError | Refused, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const refused = fault instanceof Refused ? fault : refusalOf(fault);
  const language = languageOf(request);
  if (refused === undefined) {
    const incident = uuidv7();
    request.log.error({ incident, err: fault }, 'fault');
    return reply.code(500).type('application/problem+json').send({
      type: 'about:blank', title: language === 'zh' ? '系统故障' : 'Fault', status: 500, code: 'common.fault', incident,
      detail: language === 'zh' ? `系统出现故障，未作任何更改。请将编号 ${incident} 告知系统管理员。` : `Something failed and nothing was changed. Tell the system administrator this number: ${incident}.`,
    });
  }
  const status = statusOf[refused.kind];
  return reply.code(status).type('application/problem+json').send({
    type: `/api/docs#${refused.code}`, title: titles[refused.kind][language], status, code: refused.code, detail: refused.text[language], remedy: refused.remedy[language],
    places: refused.places.map((place) => ({ path: place.path, text: place.text[language] })), data: refused.data,
  });
}
