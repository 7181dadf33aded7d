"""The clock: simpy moves lots through stations, buffers and shifts; the books say where everything went."""
