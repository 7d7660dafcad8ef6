"""What is wrong or worth a look in the register: rules on one case and on all of them."""
