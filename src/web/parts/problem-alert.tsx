import { Alert, Button } from 'antd';
import { Problem } from '../app/call.ts';
import { useT } from '../app/language.tsx';

/** What went wrong and what would make it pass; nothing when there is no problem. */
export function ProblemAlert({ problem, onRetry }: { problem: Error | null | undefined; onRetry?: () => void }) {
  const t = useT();
  if (problem === null || problem === undefined) return null;
  const isTold = problem instanceof Problem;
  return (
    <Alert
      role="alert"
      type="error"
      showIcon
      title={isTold ? problem.message : t({ zh: '出现意外错误', en: 'Something unexpected happened' })}
      description={isTold ? <Told problem={problem} /> : problem.message}
      action={onRetry === undefined ? undefined : <Button size="small" onClick={onRetry}>{t({ zh: '重试', en: 'Try again' })}</Button>}
    />
  );
}

function Told({ problem: { places, remedy, incident } }: { problem: Problem }) {
  const t = useT();
  return (
    <>
      {places.length > 0 && <ul>{places.map((place, index) => <li key={`${place.path}-${index}`}>{place.text}</li>)}</ul>}
      {remedy !== '' && <div>{remedy}</div>}
      {incident !== null && <div>{t({ zh: '事故编号：', en: 'Incident number: ' })}<code>{incident}</code></div>}
    </>
  );
}
