import { Upload } from 'antd';
import { useT } from '../app/language.tsx';

interface FilesDropProps {
  readonly accept: string;
  readonly hint: string;
  readonly files: readonly File[];
  readonly onFiles: (files: readonly File[]) => void;
  readonly disabled?: boolean;
}

/** Takes files by drop, click or keyboard and hands them over; nothing is sent by itself. `accept` as in `<input>`. */
export function FilesDrop({ accept, hint, files, onFiles, disabled = false }: FilesDropProps) {
  const t = useT();
  return (
    <Upload.Dragger
      accept={accept}
      multiple
      disabled={disabled}
      beforeUpload={(_, chosen) => {
        onFiles([...files, ...chosen.filter((one) => !files.includes(one))]);
        return false;
      }}
      onRemove={(removed) => onFiles(files.filter((_, index) => String(index) !== removed.uid))}
      fileList={files.map((file, index) => ({ uid: String(index), name: `${file.name}（${sayBytes(file.size)}）`, status: 'done' }))}
    >
      <p style={{ fontSize: 15, margin: '4px 0' }}>{t({ zh: '将文件拖到此处，或点击选择文件，可一次选多份', en: 'Drop files here, or click to choose; several at once if you like' })}</p>
      <p className="muted" style={{ margin: 0 }}>{hint}</p>
    </Upload.Dragger>
  );
}

const sayBytes = (size: number): string => (size < 1_048_576 ? `${Math.max(1, Math.round(size / 1024))} KB` : `${(size / 1_048_576).toFixed(1)} MB`);
