#!/bin/sh
# Show the billing roles of the person who is signed in.
merctl role list --account BA-20417733 --mine
