package test.nodikul.treasury.payee;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

@Entity
@Table(name = "payees")
public class Payee {
    @Id
    private Long id;

    @Column(name = "tin", length = 12)
    private String tin;

    @Column(name = "bin", columnDefinition = "char(13)")
    private String bin;

    @Column(name = "nid", length = 17)
    private String nid;

    @Column(name = "mobile", length = 11, nullable = false)
    private String mobile;

    @Column(name = "account_no", length = 13)
    private String accountNo;

    @Column(name = "narration", length = 12)
    private String narration;
}
