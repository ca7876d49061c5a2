describe('vendor form', () => {
  it('saves', () => {
    cy.get('#tin').type('123456789012');
    cy.get('#bin').type('0001234560101');
    cy.get('#nid').type('1990123456789');
    cy.get('#mobile').type('01800000000');
    cy.get('#vat').should('have.value', '15');
    cy.get('#tds').should('have.value', '5');
  });
});
