@Entity()
export class Order {
  @Column({ type: 'numeric', default: 5 })
  vatPercent: number;

  @Column({ type: 'numeric', default: 5 })
  tipPercent: number;

  @Column({ type: 'int', default: 15 })
  prepMinutes: number;

  @IsOptional()
  @Max(10)
  tdsPercentage?: number;
}
