"""What does a OneRoster package say about places, people and enrolment?"""
