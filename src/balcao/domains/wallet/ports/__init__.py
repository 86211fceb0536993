"""What stored value needs from the world: somebody who mails a card."""

from balcao.domains.wallet.ports.mailer import CardMailer, mail_card, use_card_mailer

__all__ = ["CardMailer", "mail_card", "use_card_mailer"]
