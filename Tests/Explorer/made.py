"""A made case that no picture can show whole: victims who pay services, which pay mules, who pay a few accounts on."""
import random

VICTIMS, MULES, PAYMENTS = 320, 180, 900


def files(folder):
    """Writes the files of the case; the same every time."""
    numbers = random.Random(21)
    accounts, payments = folder / "made-accounts.csv", folder / "made-payments.csv"
    with open(accounts, "w") as file:
        file.write("account,role,name,institution,country\n")
        file.writelines(f"v{one},victim,Victim {one},Bank {one % 7},{['GB', 'IE', 'DE', 'FR'][one % 4]}\n" for one in range(VICTIMS))
        file.writelines(f"m{one},mule,Mule {one},Sea Bank {one % 23},IN\n" for one in range(MULES))
        file.writelines(f"d{one},destination,Sink {one},Hill Bank,AE\n" for one in range(6))
        file.writelines(f"hub{one},processor,Service {one},,\n" for one in range(3))
    with open(payments, "w") as file:
        file.write("id,time,from,to,amount,currency\n")
        for one in range(PAYMENTS):
            victim, mule, hub = f"v{numbers.randrange(VICTIMS)}", f"m{numbers.randrange(MULES)}", f"hub{numbers.randrange(3)}"
            payer, payee = [(victim, hub), (victim, hub), (hub, mule), (victim, mule), (mule, f"d{numbers.randrange(6)}")][one % 5]
            file.write(f"t{one},2024-{one * 12 // PAYMENTS + 1:02d}-15,{payer},{payee},{numbers.randrange(100, 90000) / 100:.2f},"
                       f"{numbers.choice(['GBP', 'EUR'])}\n")
    return [str(accounts), str(payments)]
