import { Resvg } from '@resvg/resvg-js';
import * as echarts from 'echarts';
import { reportFonts } from './fonts.js';

/** A chart's option, and its size in points. */
export type Chart = { readonly option: echarts.EChartsOption; readonly width: number; readonly height: number };

/** Told apart in grey too, and by people who do not tell red from green; bars bear patterns besides. */
const colours = ['#1f5fa8', '#d98324', '#4d8f5c', '#8a4f9e', '#7a7a7a'];
const family = 'Noto Sans SC';
const pixelsPerPoint = 2.5;

/** Draws a chart without a browser, with the font that we ship. */
export function chartPng({ option, width, height }: Chart): Buffer {
  const chart = echarts.init(null, null, { renderer: 'svg', ssr: true, width, height });
  try {
    chart.setOption({ animation: false, color: colours, textStyle: { fontFamily: family, fontSize: 9, color: '#222222' }, backgroundColor: '#ffffff', ...option });
    const svg = chart.renderToSVGString();
    return new Resvg(svg, { fitTo: { mode: 'width', value: Math.round(width * pixelsPerPoint) }, font: { fontFiles: [reportFonts.normal], loadSystemFonts: false, defaultFontFamily: family } }).render().asPng();
  } finally {
    chart.dispose();
  }
}

const page = { width: 480, height: 230 } as const;
const grid = { left: 8, right: 24, top: 30, bottom: 8, containLabel: true } as const;
const perCent = (value: unknown): string => `${Math.round(Number(value) * 100)} %`;

/** Two lines over time; a step without figure is a gap. */
export function trendChart(steps: readonly string[], lines: readonly { readonly name: string; readonly values: readonly (number | null)[] }[], unit: string): Chart {
  return {
    ...page, option: {
      grid, legend: { top: 0, textStyle: { fontSize: 9 } }, xAxis: { type: 'category', data: [...steps], axisLabel: { fontSize: 8 } }, yAxis: { type: 'value', name: unit, nameTextStyle: { fontSize: 8, align: 'left' }, axisLabel: { fontSize: 8 } },
      series: lines.map(({ name, values }, i) => ({ name, type: 'line', data: [...values], symbol: i === 0 ? 'circle' : 'triangle', symbolSize: 5, lineStyle: { width: 1.5, type: i === 0 ? 'solid' : 'dashed' } })),
    },
  };
}

/** Quotients side by side, the largest on top, each with its value. */
export function shareChart(parts: readonly { readonly name: string; readonly value: number | null; readonly stands: boolean }[]): Chart {
  const shown = [...parts].reverse();
  return {
    width: page.width, height: Math.max(120, 40 + shown.length * 20), option: {
      aria: { enabled: true, decal: { show: true } }, grid: { ...grid, right: 48, top: 8 }, xAxis: { type: 'value', axisLabel: { fontSize: 8, formatter: perCent } }, yAxis: { type: 'category', data: shown.map(({ name }) => name), axisLabel: { fontSize: 8, width: 130, overflow: 'truncate' } },
      series: [{ type: 'bar', barMaxWidth: 14, label: { show: true, position: 'right', fontSize: 8, formatter: ({ value }) => `${(Number(value) * 100).toFixed(2)} %` }, data: shown.map(({ value, stands }) => ({ value: value ?? '-', itemStyle: { color: colours[stands ? 1 : 0] ?? '#1f5fa8' } })) }],
    },
  };
}

/** Cumulated volume over cumulated outlets, with the limits of the classes. */
export function paretoChart(points: readonly { readonly units: number; readonly cumulative: number }[], limits: readonly { readonly name: string; readonly at: number }[], titles: { readonly units: string; readonly volume: string }): Chart {
  return {
    ...page, option: {
      grid: { ...grid, top: 24, bottom: 26 }, xAxis: { type: 'value', min: 0, max: 1, name: titles.units, nameLocation: 'middle', nameGap: 22, nameTextStyle: { fontSize: 8 }, axisLabel: { fontSize: 8, formatter: perCent } }, yAxis: { type: 'value', min: 0, max: 1, name: titles.volume, nameTextStyle: { fontSize: 8, align: 'left' }, axisLabel: { fontSize: 8, formatter: perCent } },
      series: [{
        type: 'line', showSymbol: false, areaStyle: { opacity: 0.15 }, lineStyle: { width: 1.5 }, data: [[0, 0], ...points.map(({ units, cumulative }) => [units, cumulative])],
        markLine: { silent: true, symbol: 'none', lineStyle: { color: '#d98324', type: 'dashed' }, label: { fontSize: 8, formatter: '{b}', position: 'insideStartTop' }, data: limits.map(({ name, at }) => ({ name, yAxis: at })) },
      }],
    },
  };
}

/** Quotients as columns. */
export function columnChart(parts: readonly { readonly name: string; readonly value: number | null }[]): Chart {
  return {
    width: page.width, height: 180, option: {
      aria: { enabled: true, decal: { show: true } }, grid: { ...grid, top: 20 }, xAxis: { type: 'category', data: parts.map(({ name }) => name), axisLabel: { fontSize: 8 } }, yAxis: { type: 'value', min: 0, axisLabel: { fontSize: 8, formatter: perCent } },
      series: [{ type: 'bar', barMaxWidth: 36, label: { show: true, position: 'top', fontSize: 8, formatter: ({ value }) => `${(Number(value) * 100).toFixed(2)} %` }, data: parts.map(({ value }) => value ?? '-') }],
    },
  };
}
