"""A payer, a clearinghouse and a bank to practise against. They work on folders, so that a real SFTP pick-up can take their place."""
