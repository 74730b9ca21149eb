import { Alert, Button } from 'antd';
import { Problem } from '../app/call.ts';
import { useT } from '../app/language.tsx';

/** What went wrong and what would make it pass; nothing when there is no problem. */
export function ProblemAlert({ problem, onRetry }: { problem: Error | null | undefined; onRetry?: () => void }) {
  const t = useT();
  if (problem === null || problem === undefined) return null;
  const told = problem instanceof Problem ? problem : null;
  return (
    <Alert
      role="alert"
      type="error"
      showIcon
      title={told?.title ?? t({ zh: '出现意外错误', en: 'Something unexpected happened' })}
      description={
        <>
          {told === null ? <div>{problem.message}</div> : told.message !== told.title && <div>{told.message}</div>}
          {told !== null && told.places.length > 0 && <ul>{told.places.map((place, index) => <li key={`${place.path}-${index}`}>{place.text}</li>)}</ul>}
          {told !== null && told.remedy !== '' && <div>{told.remedy}</div>}
          {told?.incident != null && <div>{t({ zh: '事故编号：', en: 'Incident number: ' })}<code>{told.incident}</code></div>}
        </>
      }
      action={onRetry === undefined ? undefined : <Button size="small" onClick={onRetry}>{t({ zh: '重试', en: 'Try again' })}</Button>}
    />
  );
}
