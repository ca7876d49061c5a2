package com.bank.kyc.domain;

import jakarta.persistence.*;

@Entity
@Table(name = "customer")
public class Customer {
    @Column(length = 12, nullable = true)
    private String eTin;

    @Column(name = "nid", length = 17)
    private String nationalIdNumber;

    @Column(name = "cell", columnDefinition = "varchar(14)")
    private String cellPhone;

    @Column(length = 13)
    private String accountNumber;

    @Column(length = 17)
    private String loanAccount;

    @Column(length = 10)
    private String branchRouting;

    @PrePersist
    void check() {
        if (nationalIdNumber != null && !nationalIdNumber.matches("\\d{10}|\\d{13}|\\d{17}")) {
            throw new IllegalStateException("NID must be 10, 13 or 17 digits");
        }
        if (accountNumber.length() != 13) {
            throw new IllegalStateException("account must be 13 digits");
        }
        if (eTin != null && eTin.trim().length() != 12) throw new IllegalStateException("eTIN");
    }
}
