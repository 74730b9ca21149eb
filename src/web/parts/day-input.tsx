import { Input } from 'antd';

/** A calendar day of the district, `2026-03-01`; undefined when empty. The browser's own field: known to screen readers and keyboards. */
export function DayInput({ value, onChange, ...rest }: { id?: string; value?: string | null | undefined; onChange?: (day: string | undefined) => void; 'aria-label'?: string; disabled?: boolean; width?: number }) {
  return <Input {...rest} type="date" min="1949-10-01" max="2999-12-31" value={value ?? ''} onChange={(event) => onChange?.(event.target.value === '' ? undefined : event.target.value)} style={{ width: rest.width ?? 160 }} />;
}
