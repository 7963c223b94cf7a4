import type { GateView, PacketView } from '../../../libs/contracts/views.js';
import { useWords } from '../language/i18n.js';
import { Chip, Mark } from '../shell/marks.js';

/** Who has signed, role by role, and who is missing. */
export function Votes({ gate, votes, open }: { gate: GateView; votes: PacketView['votes']; open: boolean }) {
  const { t, role } = useWords();
  return (
    <section className="card" aria-labelledby="votes-title">
      <h2 id="votes-title">{t('gate.votes')}</h2>
      <ul className="votes">
        {gate.signers.map((signer) => {
          const cast = votes.filter((vote) => vote.role === signer);
          return (
            <li key={signer}>
              <span className="label">{role(signer)}</span>
              {cast.length === 0 ? (
                <Mark tone="off">{t(open && gate.missingVotes.includes(signer) ? 'gate.voteMissing' : 'gate.noVote')}</Mark>
              ) : (
                <VoteList votes={cast} />
              )}
            </li>
          );
        })}
        <li>
          <span className="label">{t('gate.decider')}</span>
          <span>{role(gate.decider)}</span>
        </li>
      </ul>
    </section>
  );
}

export function VoteList({ votes }: { votes: PacketView['votes'] }) {
  const { t, role, format } = useWords();
  return (
    <ul className="vote-list">
      {votes.map((vote) => (
        <li key={`${vote.person.id} ${vote.role}`}>
          <Mark tone={vote.choice === 'go' ? 'good' : 'bad'}>{t(`vote.${vote.choice}`)}</Mark> <span title={role(vote.role)}>{vote.person.name}</span>{' '}
          <span className="quiet">{format.instant(vote.at)}</span>
          {!vote.counts && <Chip tone="off">{t('gate.voteLapsed')}</Chip>}
          {vote.comment !== '' && <p className="note">{vote.comment}</p>}
        </li>
      ))}
    </ul>
  );
}
