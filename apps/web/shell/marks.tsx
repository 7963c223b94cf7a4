import type { ReactNode } from 'react';
import { useWords } from '../language/i18n.js';

/* What has a colour has a shape and a word as well: nobody needs to see colours to read the desk. */

export type Tone = 'good' | 'near' | 'bad' | 'off' | 'plain';

const shapes: Record<Tone, ReactNode> = {
  good: <circle cx="6" cy="6" r="5" />,
  near: <path d="M6 1 11.5 11H.5z" />,
  bad: <path d="M1.5 1.5h9v9h-9z" />,
  off: <circle cx="6" cy="6" r="4.2" fill="none" stroke="currentColor" strokeWidth="1.6" strokeDasharray="2.4 1.8" />,
  plain: <path d="M1 5h10v2H1z" />,
};

export function Shape({ tone }: { tone: Tone }) {
  return (
    <svg className={`shape tone-${tone}`} viewBox="0 0 12 12" width="12" height="12" aria-hidden="true" fill="currentColor">
      {shapes[tone]}
    </svg>
  );
}

export function Mark({ tone, children }: { tone: Tone; children: ReactNode }) {
  return (
    <span className={`mark tone-${tone}`}>
      <Shape tone={tone} />
      {children}
    </span>
  );
}

/** A small label without judgement, or with one. */
export function Chip({ tone = 'plain', children, title }: { tone?: Tone; children: ReactNode; title?: string }) {
  return (
    <span className={`chip tone-${tone}`} title={title}>
      {children}
    </span>
  );
}

export function toneOfColour(colour: 'green' | 'amber' | 'red' | 'grey' | 'none'): Tone {
  return ({ green: 'good', amber: 'near', red: 'bad', grey: 'off', none: 'plain' } as const)[colour];
}

export function ColourMark({ colour }: { colour: 'green' | 'amber' | 'red' | 'grey' | 'none' }) {
  const { t } = useWords();
  return <Mark tone={toneOfColour(colour)}>{t(`colour.${colour}`)}</Mark>;
}

export function MetMark({ met }: { met: boolean | null }) {
  const { t } = useWords();
  return <Mark tone={met === null ? 'off' : met ? 'good' : 'bad'}>{t(met === null ? 'met.unknown' : met ? 'met.yes' : 'met.no')}</Mark>;
}

export function VerdictMark({ verdict }: { verdict: 'passed' | 'not_passed' | 'unknown' }) {
  const { t } = useWords();
  return <Mark tone={verdict === 'passed' ? 'good' : verdict === 'not_passed' ? 'bad' : 'off'}>{t(`verdict.${verdict}`)}</Mark>;
}
