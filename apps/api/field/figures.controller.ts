import { Controller, Inject } from '@nestjs/common';
import { Figures } from '../../../libs/persistence/figures/figures.js';
import { MarketReports } from '../../../libs/persistence/market-report/market-report.js';
import type { Ask } from '../http/ask.js';
import { Door, type Answer } from '../http/endpoint.js';
import { PARTS, type Parts } from '../parts.js';

/** Figures of the street, for any part of a market and any period. */
@Controller()
export class FiguresController {
  private readonly figures: Figures;
  private readonly reports: MarketReports;

  constructor(@Inject(PARTS) { db, bundles }: Parts) {
    this.figures = new Figures(db, bundles);
    this.reports = new MarketReports(db, bundles);
  }

  @Door('kpi')
  async kpi({ params, query }: Ask<'kpi'>): Promise<Answer<'kpi'>> {
    return this.figures.kpi(params.marketId, query, today());
  }

  @Door('abcTable')
  async abcTable({ params, query }: Ask<'abcTable'>): Promise<Answer<'abcTable'>> {
    return this.figures.abc(params.marketId, query, today());
  }

  @Door('structureTable')
  async structureTable({ params, query }: Ask<'structureTable'>): Promise<Answer<'structureTable'>> {
    return this.figures.structure(params.marketId, query, today());
  }

  @Door('unvisitedList')
  async unvisitedList({ params, query }: Ask<'unvisitedList'>): Promise<Answer<'unvisitedList'>> {
    return this.figures.unvisited(params.marketId, query, today());
  }

  @Door('marketReport')
  async marketReport({ params, query }: Ask<'marketReport'>): Promise<Answer<'marketReport'>> {
    return this.reports.report(params.marketId, query, new Date().toISOString());
  }
}

/** Only questions that name no period end with it. */
const today = (): string => new Date().toISOString().slice(0, 10);
