import { Upload } from 'antd';
import { useT } from '../app/language.tsx';

/** Takes one file by drop, click or keyboard and hands it over; nothing is sent by itself. `accept` as in `<input>`. */
export function FileDrop({ accept, hint, file, onFile, disabled = false }: { accept: string; hint: string; file: File | null; onFile: (file: File | null) => void; disabled?: boolean }) {
  const t = useT();
  return (
    <Upload.Dragger
      accept={accept}
      maxCount={1}
      disabled={disabled}
      beforeUpload={(chosen) => {
        onFile(chosen);
        return false;
      }}
      onRemove={() => onFile(null)}
      fileList={file === null ? [] : [{ uid: file.name, name: `${file.name}（${sayBytes(file.size)}）`, status: 'done' }]}
    >
      <p style={{ fontSize: 15, margin: '4px 0' }}>{t({ zh: '将文件拖到此处，或点击选择文件', en: 'Drop a file here, or click to choose one' })}</p>
      <p className="muted" style={{ margin: 0 }}>{hint}</p>
    </Upload.Dragger>
  );
}

const sayBytes = (size: number): string => (size < 1_048_576 ? `${Math.max(1, Math.round(size / 1024))} KB` : `${(size / 1_048_576).toFixed(1)} MB`);
