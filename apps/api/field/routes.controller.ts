import { Controller, Inject } from '@nestjs/common';
import { DecisionDoor } from '../../../libs/journal/commit.js';
import { RouteBoard } from '../../../libs/persistence/board/route-board.js';
import { parameters, type Parameters } from '../../../libs/playbook/parameters.js';
import type { Ask } from '../http/ask.js';
import { Door, type Answer } from '../http/endpoint.js';
import { PARTS, type Parts } from '../parts.js';

/** Routes, visit plans and visits. */
@Controller()
export class RoutesController {
  private readonly board: RouteBoard;

  constructor(private readonly door: DecisionDoor, @Inject(PARTS) private readonly parts: Parts) { this.board = new RouteBoard(parts.db); }

  @Door('planVisits')
  async planVisits({ by, params, body }: Ask<'planVisits'>): Promise<Answer<'planVisits'>> {
    return this.door.commit('planVisits', { ...by, input: { ...params, ...body } });
  }

  @Door('visitPlan')
  async visitPlan({ params, query }: Ask<'visitPlan'>): Promise<Answer<'visitPlan'>> {
    return this.board.plan(params.marketId, query, await this.ruling(query.bundleHash));
  }

  @Door('adviserDay')
  async adviserDay({ params, query: { person, day = today() } }: Ask<'adviserDay'>): Promise<Answer<'adviserDay'>> {
    return this.board.adviserDay(params.marketId, person, day);
  }

  @Door('listVisits')
  async listVisits({ params, query }: Ask<'listVisits'>): Promise<Answer<'listVisits'>> {
    return this.board.visits(params.marketId, query, today());
  }

  @Door('waiveVisit')
  async waiveVisit({ by, params, body }: Ask<'waiveVisit'>): Promise<Answer<'waiveVisit'>> {
    return this.door.commit('waiveVisit', { ...by, input: { ...params, ...body } });
  }

  @Door('visitFrequencies')
  async visitFrequencies({ params, query: { on = today(), bundleHash } }: Ask<'visitFrequencies'>): Promise<Answer<'visitFrequencies'>> {
    return this.board.frequencies(params.marketId, on, await this.ruling(bundleHash));
  }

  /** The bundle's way, or the playbook's. */
  private async ruling(bundleHash: string | undefined): Promise<Parameters> {
    return bundleHash === undefined ? parameters : (await this.parts.bundles.content(this.parts.db.reader.manager, bundleHash)).parameters;
  }
}

const today = (): string => new Date().toISOString().slice(0, 10);
