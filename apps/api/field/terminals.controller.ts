import { Controller, Inject } from '@nestjs/common';
import { DecisionDoor } from '../../../libs/journal/commit.js';
import { proposeMatches, type Proposal } from '../../../libs/journal/master/propose-matches.js';
import { TerminalBoard } from '../../../libs/persistence/board/terminal-board.js';
import { mayKeepMaster, mustKeepMaster, type Actor } from '../../../libs/rules/decision-rights.js';
import { Refusal } from '../../../libs/rules/failures.js';
import type { Ask } from '../http/ask.js';
import { Door, type Answer } from '../http/endpoint.js';
import { fileName } from '../http/upload.js';
import { PARTS, type Parts } from '../parts.js';
import { readMapping } from './read-mapping.js';

const mayCall = ({ by }: { readonly by: { readonly actor: Actor } }) => (marketId: string): boolean => mayKeepMaster(by.actor, marketId);

/** The terminal master: looking up, and what may be done to one. */
@Controller()
export class TerminalsController {
  private readonly board: TerminalBoard;

  constructor(private readonly door: DecisionDoor, @Inject(PARTS) private readonly parts: Parts) { this.board = new TerminalBoard(parts.db); }

  @Door('findTerminals')
  async findTerminals(ask: Ask<'findTerminals'>): Promise<Answer<'findTerminals'>> {
    return this.board.find(ask.query, mayCall(ask));
  }

  @Door('getTerminal')
  async getTerminal(ask: Ask<'getTerminal'>): Promise<Answer<'getTerminal'>> {
    return this.board.detail(ask.params.terminalId, mayCall(ask));
  }

  @Door('listTerminals')
  async listTerminals(ask: Ask<'listTerminals'>): Promise<Answer<'listTerminals'>> {
    return this.board.list(ask.params.marketId, ask.query, mayCall(ask));
  }

  @Door('duplicateTerminals')
  async duplicateTerminals(ask: Ask<'duplicateTerminals'>): Promise<Answer<'duplicateTerminals'>> {
    return this.board.duplicates(ask.params.marketId, ask.query, mayCall(ask));
  }

  @Door('mergeTerminals')
  async mergeTerminals({ by, params, body }: Ask<'mergeTerminals'>): Promise<Answer<'mergeTerminals'>> {
    return this.board.merge((await this.door.commit('mergeTerminals', { ...by, input: { ...params, ...body } })).mergeId);
  }

  @Door('undoMerge')
  async undoMerge({ by, params, body }: Ask<'undoMerge'>): Promise<Answer<'undoMerge'>> {
    return this.board.merge((await this.door.commit('undoMerge', { ...by, input: { ...params, ...body } })).mergeId);
  }

  /** Confirmed is what was seen: the matches of this file against the master of this moment, by their hash. */
  @Door('matchTerminals')
  async matchTerminals({ by, params: { marketId }, query: { confirm }, fields, file }: Ask<'matchTerminals'>): Promise<Answer<'matchTerminals'>> {
    mustKeepMaster(by.actor, marketId);
    const proposal = await proposeMatches(this.parts.db.reader.manager, marketId, { bytes: file.buffer ?? Buffer.alloc(0) }, readMapping(fields.mapping));
    if (confirm === undefined || proposal.errors.length > 0) return matchView(proposal, false);
    if (confirm !== proposal.hash) throw new Refusal('proposal-outdated');
    await this.door.commit('renumberTerminals', { ...by, input: { marketId, fileName: fileName(file), fileHash: proposal.fileHash, pairs: proposal.pairs } });
    return matchView(proposal, true);
  }

  @Door('closeTerminal')
  async closeTerminal(ask: Ask<'closeTerminal'>): Promise<Answer<'closeTerminal'>> {
    await this.door.commit('closeTerminal', { ...ask.by, input: { ...ask.params, ...ask.body } });
    return this.board.terminal(ask.params.terminalId, mayCall(ask));
  }

  @Door('reopenTerminal')
  async reopenTerminal(ask: Ask<'reopenTerminal'>): Promise<Answer<'reopenTerminal'>> {
    await this.door.commit('reopenTerminal', { ...ask.by, input: { ...ask.params, ...ask.body } });
    return this.board.terminal(ask.params.terminalId, mayCall(ask));
  }

  @Door('moveTerminal')
  async moveTerminal(ask: Ask<'moveTerminal'>): Promise<Answer<'moveTerminal'>> {
    await this.door.commit('moveTerminal', { ...ask.by, input: { ...ask.params, ...ask.body } });
    return this.board.terminal(ask.params.terminalId, mayCall(ask));
  }
}

function matchView(proposal: Proposal, confirmed: boolean): Answer<'matchTerminals'> {
  const named = ({ id, externalId, name }: Proposal['vanished'][number]) => ({ id, externalId, name });
  const listed = ({ row, externalId, name }: Proposal['unmatched'][number]) => ({ row, externalId, name });
  const { rows, same, hash, errors, moreErrors } = proposal;
  return {
    rows, same, hash, confirmed, errors: [...errors], moreErrors,
    matched: proposal.matched.map((match) => ({ row: match.listed.row, terminal: named(match.known), to: match.listed.externalId, by: match.by })),
    ambiguous: proposal.ambiguous.map((doubt) => ({ ...listed(doubt.listed), why: doubt.why, candidates: doubt.candidates.map(named) })),
    unmatched: proposal.unmatched.map(listed), vanished: proposal.vanished.map(named),
  };
}
