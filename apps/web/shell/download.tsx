import { DownloadOutlined } from '@ant-design/icons';
import { App, Button } from 'antd';
import { useState } from 'react';
import { ApiProblem, type CallInput } from '../../../libs/contracts/client.js';
import type { EndpointName } from '../../../libs/contracts/endpoints.js';
import { client } from './api.js';

type Props<N extends EndpointName> = {
  readonly door: N;
  readonly input: CallInput<N>;
  /** The media type that is wanted, and what the file is called. */
  readonly type: string;
  readonly name: string;
  readonly label: string;
  /** What it is a file of, where the label alone does not say it to who cannot see the table. */
  readonly about?: string;
};

/** Fetches a file with the session and the language of the desk, and hands it to the browser. A refusal is said, never saved as a file. */
export function DownloadButton<N extends EndpointName>({ door, input, type, name, label, about }: Props<N>) {
  const { message } = App.useApp();
  const [busy, setBusy] = useState(false);
  const fetchFile = async (): Promise<void> => {
    setBusy(true);
    try {
      const bytes = await client.download(door, input, type);
      const address = URL.createObjectURL(new Blob([new Uint8Array(bytes)], { type }));
      const link = document.createElement('a');
      link.href = address;
      link.download = name;
      link.click();
      URL.revokeObjectURL(address);
    } catch (error) {
      void message.error(error instanceof ApiProblem ? error.problem.detail : (error as Error).message);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Button size="small" {...(about !== undefined && { 'aria-label': `${label} ${about}` })} icon={<DownloadOutlined aria-hidden />} loading={busy} onClick={() => void fetchFile()}>
      {label}
    </Button>
  );
}
