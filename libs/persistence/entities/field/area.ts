import { Entity, Index, Unique } from 'typeorm';
import { Decimal, Int, Json, Key, Line, PrimaryId } from '../../columns.js';

/** A region, with or without a border. The areas of a layer are a tree by `parentCode`, or stand side by side. */
@Entity('area')
@Unique(['layer', 'code'])
@Index(['layer', 'position'])
export class Area {
  @PrimaryId() id: string;
  @Key(40) layer: string;
  @Key(40) code: string;
  @Line(160) name: string;
  @Key(40, { nullable: true }) parentCode: string | null;
  /** In the order of the files: where borders overlap, the first area has the place. */
  @Int() position: number;
  /** GeoJSON Polygon or MultiPolygon in WGS-84; null: known by name only. */
  @Json({ nullable: true }) border: object | null;
  /** The border as the file gave it, where that was not WGS-84: a terminal of the same datum is compared with this one, point by point as its source would. */
  @Json({ nullable: true }) sourceBorder: object | null;
  /** What the border's coordinates were in the file. */
  @Key(6, { nullable: true }) datum: 'wgs84' | 'gcj02' | 'bd09' | null;
  /** The box around the border: what is not in it is not in the area. */
  @Decimal({ nullable: true }) south: number | null;
  @Decimal({ nullable: true }) north: number | null;
  @Decimal({ nullable: true }) west: number | null;
  @Decimal({ nullable: true }) east: number | null;
}
