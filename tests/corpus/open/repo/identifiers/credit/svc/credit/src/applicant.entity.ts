@Entity()
export class ApplicantEntity {
  @Column({ type: 'varchar', length: 17 })
  applicantNid: string;

  @Column({ type: 'varchar', length: 12, default: '' })
  applicantTin: string;

  @Column({ type: 'varchar', length: 13 })
  cardBin: string;

  @Column({ type: 'varchar', length: 13 })
  voterArea: string;

  @Column({ type: 'varchar', length: 12 })
  agentCode: string;

  @Column({ type: 'varchar', length: 10 })
  nidStatus: string;

  @Column({ type: 'varchar', length: 11 })
  mobileOperatorName: string;
}
