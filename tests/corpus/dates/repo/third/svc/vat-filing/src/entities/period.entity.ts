@Entity('accounting_periods')
export class AccountingPeriod {
  @Column({ name: 'fiscal_year', type: 'varchar', length: 9 })
  fiscalYear: string;

  @Column({ type: 'smallint', default: 7 })
  fiscalYearStartMonth: number;

  @Column({ type: 'smallint', default: 15 })
  vatReturnDueDay: number;

  @Column({ type: 'smallint', default: 15 })
  draftRetentionDays: number;

  @Column({ length: 9 })
  themeColour: string;
}
